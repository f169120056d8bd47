"""The structure of contracts: blocks to a tree of clauses.

``segmentation`` is the way in. ``numbering`` reads number labels (``schemes``, ``numerals``,
``label_readers``, ``named_labels``, ``after_numbers``); ``printed_lines`` and ``run_together`` cut
blocks into lines that may begin a clause; ``table_of_contents`` and ``site_frame`` say what is left
out. ``levels`` and ``hierarchy`` find which numbers enclose which in this document; ``outline``
builds the tree of ``nodes`` by a ``walk`` over the lines, for which ``legality`` says which labels
count and ``enclosing`` what may stand in what; ``headings`` and ``parts`` name them. ``paragraphs``
serves documents without numbers, ``glued_contents`` and ``slides`` two kinds of damaged ones.
"""
