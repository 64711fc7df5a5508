"""The words of the model: one small module of named whole numbers per notion, read as ``stage.LEAD`` or ``use.SELL``.

Rules may use them (the compiler reads module constants); tables and plots take the printable names from the ``NAMES``
beside them.
"""
