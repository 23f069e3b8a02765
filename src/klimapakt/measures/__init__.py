"""Climate measures of members and what they save; planned, implemented, evidenced and verified stay apart."""
