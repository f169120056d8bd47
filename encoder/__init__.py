"""The encoder: networks that read passages of contracts and tell what clause types they bear.

``weights/`` holds for each language the network (``zh.onnx``), its tokenizer, what was learned
about joining its scores with the rules (``zh.json``), and a data sheet (``zh.md``). They are made
by ``tools/train_encoder.py`` and ``tools/fit_joining.py``.
"""
