"""`safeward backtest`: would this queue have reached the harm that followed?"""
