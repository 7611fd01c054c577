"""
Every operation of Rooms against Prism, a mock server that validates requests by the description.

Prism is an npm package, so these tests are collected only if PRISM names its binary::

    npm install --prefix /tmp/prism @stoplight/prism-cli@5
    PRISM=/tmp/prism/node_modules/.bin/prism pytest tests/prism

``python -m tests.prism`` prints one line per operation instead.
"""
