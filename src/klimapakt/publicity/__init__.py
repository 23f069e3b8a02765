"""What is said in public: stories, claims that hold, corrections, the badge."""
