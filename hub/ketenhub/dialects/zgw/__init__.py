"""ZGW: notifications (1.0.x) and the part of Zaken (1.5.1) that the hub reads."""
