"""What agencies handed over and what was typed in: source records, never altered."""
