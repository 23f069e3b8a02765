"""The rights of people: what is held about whom, handed out, erased, and consented to."""
