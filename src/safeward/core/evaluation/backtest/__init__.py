"""Would this queue have reached the harm that followed? Past months, replayed."""
