"""The command ``cx-triage`` and what belongs to it: Chatwoot's client, the mock server, the smoke
test, figures. A program on top of the library: it reads, asks and shows, and decides nothing.
"""
