"""The whole site map at once: who gets in where, and that no other site sends our forms."""
