"""A stand-in for the national public service portal, speaking its wire format.

Written from the partner's documents and from what running provincial systems send and accept; it imports
neither the
plugin nor the SDK. It refuses what the real portal would refuse. Control addresses below ``/simulator/``
let a
demo or a test make it slow, silent, forgetful or wrong, and read what it holds.
"""
