"""Where contributions become one casus: link, record, fold. Pure."""
