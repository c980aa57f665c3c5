"""The two simulations: a pure engine, packs to play, and logs that replay.

``engine`` plays, ``logs`` keeps what was played, ``packs`` reads cases, ``chance`` draws. The rules of X1 and X2 stand
in ``simulation.x1`` and ``simulation.x2``; they know nothing of widgets, files and clocks.
"""
