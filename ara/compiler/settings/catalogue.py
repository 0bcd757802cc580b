"""Names of hardware, software, models and data that papers use, as patterns.

A family is described by how its members are written; general shapes (`a size in billions`, `the … dataset`) catch what
no family lists. Each pattern has a group `name`, and may have `count`, `version` or `times`.
"""

from __future__ import annotations

import re

from ara.compiler.claims.phrases import alternatives

_HERE = r"(?<![\w.-])"
_MAKERS = alternatives("NVIDIA, Nvidia, AMD, Google, Intel, Apple, Huawei, Tesla, GeForce")
_ACCELERATORS = alternatives(
    """A10, A10G, A30, A40, A100, A100s, A800, A6000, H20, H20s, H100, H100s, H200, H200s, H800, H800s, B100, B200,
    B200s, B300, GB200, GB300, GH200, V100, V100s, P100, P100s, P40, T4, L4, L40, L40S, K80, K40, M40, MI250, MI250X,
    MI300X, MI300A, MI325X, MI355X, TPU, TPUs, TPU v*, TPUv*, Trainium*, Ascend ?, Gaudi ?, Jetson ?, TITAN ?"""
)
_PROCESSORS = alternatives("EPYC ?, Xeon ?, Xeon ? ?, Core i*, Ryzen ?, Threadripper ?")
HARDWARE = re.compile(
    rf"{_HERE}(?:(?P<count>\d{{1,5}}|one|two|three|four|eight|sixteen|single)\s*(?:[×xX]\s*|\s+))?"
    rf"(?P<name>(?:{_MAKERS}\s+)*(?:{_ACCELERATORS}|{_PROCESSORS}|RTX\s?A?\d{{4}}(?:\s?Ti)?)"
    r"(?:[- ](?:SXM\d?|PCIe|NVL))?(?:\s*\(?\d{2,3}\s?GB\)?)?)"
)

SOFTWARE = re.compile(
    _HERE
    + "(?P<name>"
    + alternatives(
        """PyTorch, TensorFlow, JAX, Flax, Keras, MXNet, PaddlePaddle, vLLM, SGLang, TensorRT, TensorRT-LLM, llama.cpp,
        Ollama, DeepSpeed, Megatron, Megatron-LM, Megatron-Core, Megatron-DeepSpeed, FSDP, FSDP2, Verl, veRL, VeRL,
        verl, TRL, OpenRLHF, NeMo, NeMo-RL, NeMo-Aligner, AReaL, slime, LLaMA-Factory, Axolotl, Unsloth, PEFT,
        Hugging Face, Hugging Face Transformers, HuggingFace, HuggingFace Transformers, Triton, CUTLASS, CuTe,
        cuBLAS, cuDNN, CUDA, ROCm, NCCL, FlashAttention, FlashAttention*, FlashInfer, FlexAttention, xFormers,
        ThunderKittens, TileLang, TVM, XLA, ONNX, ONNX Runtime, OpenVINO, Ray, Slurm, Kubernetes, Docker, Apptainer,
        NumPy, SciPy, scikit-learn, pandas, XGBoost, LightGBM, spaCy, NLTK, fairseq, fairseq2, tensor2tensor,
        OpenNMT, Marian, SentencePiece, tiktoken, LangChain, LlamaIndex, DSPy, lm-evaluation-harness,
        lm-eval-harness, OpenCompass, LightEval, bitsandbytes, AutoGPTQ, Gymnasium, MuJoCo, Isaac Gym, Isaac Sim,
        MLflow, Ubuntu, Python, GCC, LLVM, MLIR, DuckDB, PostgreSQL, SQLite, Spark, FAISS, Faiss, Milvus, Redis""",
        as_names=True,
    )
    + r")(?:\s*\(?(?P<version>v?\d+(?:\.\d+){1,3}(?:\+\w+)?)\)?)?(?!-\w)"
)
SOFTWARE_SHAPE = re.compile(
    alternatives("implemented, implementation, built, based, trained, run, deployed, served")
    + r"\s+(?:\w+\s+){0,2}?(?:in|on(?:\s+top\s+of)?|with|using|upon|by)\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w.+-]*[A-Za-z](?:\s[A-Z][\w.+-]*)?)(?:\s+(?P<version>v?\d+(?:\.\d+)+))?\s+"
    + alternatives("library, framework, toolkit, codebase, engine, package, simulator, compiler, backend, runtime")
)

_MODEL_FAMILIES = alternatives(
    """DeepSeek*, Qwen*, QwQ*, Llama*, LLaMA*, LLAMA*, Mistral*, Mixtral*, Ministral*, Gemma*, Gemini, Phi, Falcon, OPT,
    BLOOM*, Pythia*, OLMo*, MPT, Yi, GLM, ChatGLM*, Kimi, MiniMax*, InternLM*, InternVL*, Baichuan*, Nemotron*,
    Granite, Jamba*, Mamba*, RWKV*, StarCoder*, CodeLlama*, Vicuna*, Grok, Hunyuan*, SmolLM*, TinyLlama*, LLaVA*,
    BLIP*, Whisper*, wav2vec*, Wan2*, Wan 2*, FLUX, Flux, SDXL, Stable Diffusion, PixArt*, CogVideoX*, HunyuanVideo*,
    Claude"""
)
_MODEL_WORD = alternatives(
    """Coder, Math, Instruct, Chat, Base, Thinking, VL, Pro, Flash, Lite, Air, Large, Small, Next, Distill, Omni, Turbo,
    Linear, Nano, Super, Ultra, Micro, Mini, mini, nano, large, base, small, xl, XL, Opus, Sonnet, Haiku, Instant,
    SFT"""
)
_MODEL_SIZE = r"\d+(?:\.\d+)?[BM](?:-A\d+B)?"
_MODEL_PARTS = (
    rf"(?:[ -](?:{_MODEL_WORD}|[A-Z]\d*(?![a-z\w])))*(?:[ -](?!{_MODEL_SIZE})[vV]?\d[\w.]*\w|"
    rf"[ -](?!{_MODEL_SIZE})[vV]?\d)?"
    rf"(?:[ -](?:{_MODEL_SIZE}|{_MODEL_WORD}))*"
)
_MODEL_NAMES = (
    r"GPT-?\s?(?:\d[\w.]*|J|Neo\w*|oss)(?:[- ](?:[Mm]ini|[Nn]ano|[Tt]urbo|[Pp]ro|oss|\d+[bB]))*|"
    r"ChatGPT|gpt-oss-\d+[bB]|"
    r"(?:Ro|De|Al|Distil|Modern|Bio|Sci|Code|Tiny)?BERT(?:a)?(?:-(?:base|large|small|tiny)[\w-]*)?|"
    r"m?T5(?:-\w+)?|BART(?:-\w+)?|ELECTRA(?:-\w+)?|XLNet|XLM-R\w*|ViT(?:-\w+(?:/\d+)?)?|DeiT\w*|Swin\w*|"
    r"CLIP(?:-\w+)?|DINO(?:v\d)?|ResNet-?\d*|"
    r"EfficientNet\w*|ConvNeXt\w*|VGG-?\d*|U-?Net|DiT(?:-\w+(?:/\d+)?)?|YOLO\w*|AlphaFold\d?"
)
MODELS = re.compile(rf"{_HERE}(?P<name>{_MODEL_FAMILIES}{_MODEL_PARTS}|{_MODEL_NAMES})(?!\w)")
MODEL_SHAPE = re.compile(
    rf"{_HERE}(?P<name>[A-Z][A-Za-z]+[\w.]*-(?:[\w.]+-)*\d+(?:\.\d+)?[BM](?:-[A-Za-z\d.]+)*)(?![\w-])"
)

DATASETS = re.compile(
    _HERE
    + "(?P<name>"
    + alternatives(
        """GSM8K, GSM-*, MATH-500, MATH500, MATH dataset, MATH benchmark, AIME*, AIME 20*, AMC*, OlympiadBench, Minerva,
        Minerva Math, MMLU, MMLU-*, GPQA, GPQA-Diamond, ARC-Challenge, ARC-Easy, ARC-AGI*, HellaSwag, WinoGrande,
        PIQA, BoolQ, TruthfulQA, TriviaQA, SQuAD*, HotpotQA, Natural Questions, BBH, BIG-Bench, BIG-Bench Hard, DROP,
        HumanEval, MBPP, LiveCodeBench, SWE-bench, SWE-Bench, SWE-bench Verified, SWE-Bench Verified, SWE-bench Lite,
        SWE-Bench Lite, TACO, APPS, CodeContests, BigCodeBench, KernelBench, Terminal-Bench, IFEval, Arena-Hard,
        AlpacaEval*, MT-Bench, LongBench, LongBench v2, RULER, InfiniteBench, LooGLE, Needle-in-a-Haystack, PG-19,
        PG19, WikiText, WikiText-*, C4, RedPajama, SlimPajama, FineWeb, FineWeb-Edu, The Pile, OpenWebText, Dolma,
        RefinedWeb, Common Crawl, CommonCrawl, BookCorpus, LAMBADA, enwik8, text8, GLUE, SuperGLUE, SNLI, MNLI,
        CoNLL-20*, BEA-20*, WMT 20*, WMT*, IWSLT*, newstest20*, Penn Treebank, WSJ, OntoNotes, XSum, GovReport,
        ImageNet, ImageNet-*, CIFAR-10, CIFAR-100,
        MNIST, Fashion-MNIST, COCO, LAION-*, ADE20K, Cityscapes, KITTI, nuScenes,
        Kinetics-*, UCF-101, VBench, GenEval, LibriSpeech, VoxCeleb, AudioSet, DAPO-*, DeepScaleR, OpenR1-*,
        NuminaMath*, OpenMath*, UltraChat, UltraFeedback, ShareGPT, Atari, Atari 100k, D4RL, WebArena, OSWorld, GAIA,
        BrowseComp, AgentBench, ALFWorld, WebShop, ogbn-*, QM9, ZINC""",
        as_names=True,
    )
    + r"\+?)(?!-\w)"
)
_NAME_WORD = r"(?:[A-Z][\w.+-]*|[a-z]*[A-Z\d][\w+-]*)"
DATASET_SHAPE = re.compile(
    rf"\b(?:the|on|from|using|of)\s+(?P<name>{_NAME_WORD}(?:[ -][A-Z\d][\w.+-]*){{0,3}})\s+"
    r"(?:\([^()]*\)\s+)?(?:\[\d+\]\s+)?(?:evaluation\s+|training\s+|test\s+)?"
    r"(?:data\s?sets?|benchmarks?|corpus|corpora|test set|treebank|shared task)\b"
)

_FEW = alternatives("two, three, four, five, six, eight, ten")
SEEDS = re.compile(
    r"(?P<name>(?:random\s+)?seeds?\s+(?:of\s+|=\s*|is\s+|to\s+|set to\s+|fixed (?:to|at)\s+)?\{?\d+(?:,\s*\d+)*\}?|"
    rf"(?P<count>\d+|{_FEW})\s+(?:(?:different|independent|random|distinct|separate)\s+)*(?:seeds?|runs|"
    rf"trials|repetitions|repeats)|"
    rf"(?:averag\w+|mean|median|repeat\w*)\s+(?:\w+\s+){{0,4}}?(?P<times>\d+|{_FEW})\s+(?:\w+\s+)?(?:times|"
    rf"runs|trials|seeds|samples))\b",
    re.IGNORECASE,
)
