"""Who read, wrote, was refused, took out or signed in: a log nobody can alter unseen."""
