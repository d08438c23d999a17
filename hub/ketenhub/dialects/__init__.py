"""Grammar that several partners share: canonical JSON, StUF, ZGW, CloudEvents. Pure."""
