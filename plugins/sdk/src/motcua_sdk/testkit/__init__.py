"""What a plugin's own tests need: a host without a platform, a partner as a process, the contract of each hook.

Nothing here is imported by a plugin at work; the classes are for pytest, which only the tests install.
"""
