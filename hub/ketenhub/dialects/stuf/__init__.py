"""StUF Jeugdzorg 1.0.9 (CORV/JUBES): the vtMelding, the vtTerugkoppeling and their acknowledgements."""
