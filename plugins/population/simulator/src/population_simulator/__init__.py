"""A stand-in for the national population database behind its gateway, speaking its SOAP format.

Written from the partner's documents and from clients the real gateway has accepted; it imports neither the plugin nor
the SDK. The people in it are invented. Control addresses below ``/simulator/`` change its mood and show its calls.
"""
