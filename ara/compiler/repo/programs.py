"""Programs by what starting them means. A program in none of these lists counts as the project's own work."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LOOKING = _words(
    """
    : [ [[ alias awk basename bg break builtin cat chmod chown clear column command complete continue cut date
    declare df diff dig dirname dmesg du echo eval exit expr false fg file find free getent getopts grep head help
    history hostname htop id ifconfig jobs jq kill killall less let local ls lscpu lsof man mapfile more nano
    netstat nl nproc nvidia-smi open paste pdb pgrep ping pkill popd printenv printf ps pushd pwd read readarray
    readlink readonly realpath return rev rocm-smi sacct scancel scp screen sed select seq set shift shopt sinfo
    sleep sort split squeue ss ssh stat stty tail tee test time tmux top tput tr trap true tty type typeset ulimit
    umask unalias uname uniq unset uptime vi vim vitest wait wc websocat which who whoami xargs yes
    """
)
"""Programs that look, print or steer the shell; a line of them says nothing of the project."""

PREPARING = _words(
    """
    . 7z activate apk apptainer apt apt-get aria2c aws az azcopy black bower brew bzip2 cd choco cmake conda
    corepack cp curl dnf docker docker-compose dockerd dpkg dvc easy_install export flake8 g++ gcc gcloud gdown gh
    git git-lfs groupadd gsutil gunzip gzip hatch helm hf huggingface-cli install isort kaggle kind kubectl
    ldconfig ln mamba md5sum micromamba mkdir mkdocs modal module mount mv mypy ninja npm npx nvcc openssl pacman
    pdm pip pip3 pipx pixi pnpm poetry pre-commit pyenv rclone rm rmdir rsync ruff rye service setx sha256sum
    singularity source sphinx-build ssh-add ssh-copy-id ssh-keygen su sudo systemctl tar touch twine unrar unxz
    unzip update-alternatives useradd usermod uv virtualenv wandb wget winget xz yarn yum zip zypper
    """
)
"""Programs that install, fetch, configure or move things about."""

PREFIXES = _words("caffeinate command env exec ionice nice nohup setsid stdbuf sudo unbuffer")
"""Programs that run the command behind them, and change nothing about what is run."""

WRAPPERS = _words(
    """
    accelerate aprun bsub colossalai composer conda coverage deepspeed fairrun flux gdb hatch horovodrun jsrun kernprof
    mamba memray micromamba mpiexec mpirun ncu nsys numactl nvprof pdm perf pipenv pixi poetry py-spy qsub ray rye
    scalene singularity srun strace taskset timeout torchrun uv valgrind viztracer xvfb-run apptainer
    """
)
"""Programs that start the script among their arguments."""

SHELLS = _words("bash dash fish ksh sbatch sh zsh")
INTERPRETERS = _words("bun deno julia lua matlab node octave papermill perl pytest Rscript ruby streamlit ts-node tsx")
BUILDERS = _words("bazel cargo gmake go gradle just make mvn")

PREPARING_MODULES = _words("build ensurepip ipykernel nltk.downloader pip pre_commit spacy venv virtualenv")
"""Python modules that prepare when run with `python -m`."""

RUNNING_VERBS = _words("exec job launch run")
"""First arguments with which a tool such as `uv` or `cargo` starts work."""

RESEARCH_TOOLS = _words(
    """
    alpaca_eval autotrain axolotl bfcl bigcodebench.evaluate docling evalplus.evaluate fairseq-eval-lm
    fairseq-generate fairseq-train helm-run inspect latch lighteval litgpt llamafactory-cli llama-cli lm-eval
    lm_eval lmdeploy megatron mini-swe-agent mlflow nemo nerfstudio ns-train ollama olive onnxruntime opencompass
    optimum-cli perf_analyzer ray rllib sglang sky spark-submit sweep swift tensorrt_llm text-generation-launcher
    tritonserver trl trtllm-bench trtllm-build tune vllm
    """
)
"""Programs of this field that start work, whether or not the repository says how they are installed."""
