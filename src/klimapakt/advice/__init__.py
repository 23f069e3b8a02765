"""A member asks for advice: who answers, by when, what was agreed and what came of it."""
