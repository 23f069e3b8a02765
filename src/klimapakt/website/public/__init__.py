"""The pages everybody may read, each in the languages of the pact, with the language in the address."""
