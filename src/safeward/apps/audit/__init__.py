"""Who read, wrote, was refused, exported, signed in: nobody can alter it unseen."""
