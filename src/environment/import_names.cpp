#include "environment/import_names.h"

#include "environment/package_list.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

// `sys.stdlib_module_names` of Python 3.11, what was taken out until 3.14 and what came new.
constexpr std::string_view standard_modules =
  "__future__ abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore "
  "atexit audioop base64 bdb binascii bisect builtins bz2 cProfile calendar cgi cgitb chunk "
  "cmath cmd code codecs codeop collections colorsys compileall compression concurrent "
  "configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses "
  "datetime dbm decimal difflib dis distutils doctest dummy_threading email encodings "
  "ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions "
  "ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq "
  "hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json "
  "keyword lib2to3 linecache locale logging lzma macpath mailbox mailcap marshal math "
  "mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath "
  "nturl2path numbers opcode operator optparse os ossaudiodev parser pathlib pdb pickle "
  "pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats "
  "pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib "
  "resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site "
  "smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse "
  "ssl stat statistics string stringprep struct subprocess sunau symbol symtable sys sysconfig "
  "syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit "
  "tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types "
  "typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg "
  "winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo";

// Rows between bars: a module and the distributions of PyPI and conda-forge that bring it, where
// these are not called as it is.
constexpr std::string_view other_names =
  "PIL pillow pillow-simd|"
  "cv2 opencv-python opencv-python-headless opencv-contrib-python opencv-contrib-python-headless "
  "opencv py-opencv libopencv|"
  "sklearn scikit-learn scikit-learn-intelex sklearn|skimage scikit-image|yaml pyyaml|"
  "bs4 beautifulsoup4|dateutil python-dateutil|dotenv python-dotenv|attr attrs|attrs attrs|"
  "Crypto pycryptodome pycryptodomex|OpenSSL pyopenssl|jwt pyjwt|git gitpython|"
  "hydra hydra-core|"
  "tensorflow tensorflow tensorflow-cpu tensorflow-gpu tensorflow-macos tensorflow-rocm "
  "intel-tensorflow tf-nightly tensorflow-intel|"
  "keras keras tensorflow tensorflow-cpu tensorflow-gpu keras-nightly|tf_keras tf-keras|"
  "torch torch torch-gpu torch-cpu libtorch|lightning lightning|"
  "pytorch_lightning pytorch-lightning lightning|lightning_fabric lightning-fabric lightning "
  "pytorch-lightning|"
  "tensorboardX tensorboardx|google.protobuf protobuf|mpl_toolkits matplotlib|pylab matplotlib|"
  "pkg_resources setuptools|setuptools setuptools|umap umap-learn|Bio biopython|"
  "rdkit rdkit rdkit-pypi|fitz pymupdf|docx python-docx|pptx python-pptx|zmq pyzmq|"
  "psycopg2 psycopg2 psycopg2-binary|MySQLdb mysqlclient|serial pyserial|usb pyusb|"
  "magic python-magic|ruamel ruamel-yaml|slugify python-slugify|"
  "Levenshtein levenshtein python-levenshtein|absl absl-py|gin gin-config|haiku dm-haiku|"
  "acme dm-acme|tree dm-tree|reverb dm-reverb|orbax orbax-checkpoint orbax|"
  "megatron megatron-core megatron-lm|nemo nemo-toolkit|faiss faiss-cpu faiss-gpu faiss|"
  "open_clip open-clip-torch|clip clip openai-clip|mmcv mmcv mmcv-full mmcv-lite|"
  "espnet2 espnet|ray ray|gymnasium gymnasium|"
  "tensorflow_datasets tensorflow-datasets tfds-nightly|"
  "tensorflow_probability tensorflow-probability tfp-nightly|tensorflow_text tensorflow-text|"
  "tensorflow_hub tensorflow-hub|whisper openai-whisper|lm_eval lm-eval lm-eval-harness|"
  "bert_score bert-score|rouge_score rouge-score|flash_attn flash-attn|"
  "cupy cupy cupy-cuda11x cupy-cuda12x cupy-cuda13x|prophet prophet fbprophet|"
  "darts darts u8darts|osgeo gdal|netCDF4 netcdf4|past future|builtins future|"
  "simplejson simplejson|graphviz graphviz python-graphviz|"
  "xgboost xgboost xgboost-cpu py-xgboost libxgboost|lightgbm lightgbm|jose python-jose|"
  "multipart python-multipart|speech_recognition speechrecognition|snappy python-snappy|"
  "lmdb lmdb python-lmdb|igraph igraph python-igraph|community python-louvain|"
  "tensorrt tensorrt nvidia-tensorrt|pycocotools pycocotools pycocotools-windows|"
  "pywt pywavelets|skopt scikit-optimize|imblearn imbalanced-learn|sksurv scikit-survival|"
  "hdbscan hdbscan|ruptures ruptures|cairosvg cairosvg|mysql mysql-connector-python|"
  "telegram python-telegram-bot|discord discord-py|win32api pywin32|dill dill|wx wxpython|"
  "pynvml nvidia-ml-py pynvml nvidia-ml-py3|llama_cpp llama-cpp-python|"
  "axolotl axolotl|llamafactory llamafactory|torchtune torchtune|"
  "stable_baselines3 stable-baselines3|sentence_transformers sentence-transformers|"
  "segment_anything segment-anything|detectron2 detectron2|fairseq fairseq|apex apex|functorch "
  "torch|torchgen torch|grpc grpcio|"
  "graphql graphql-core|markdown_it markdown-it-py|antlr4 antlr4-python3-runtime";

// Distributions that models are made with, and whose modules are called as they are.
constexpr std::string_view same_names =
  "accelerate addict aiohttp albumentations ale-py anndata anthropic arviz ase asteroid "
  "auto-gptq autoawq autokeras av biopython bitsandbytes boto3 braceexpand cartopy catboost "
  "chex click cloudpickle clu colorama comet-ml composer coremltools cython dask datasets "
  "decord deepchem deepspeed dgl diffusers dvc e3nn einops emcee emoji equinox evaluate "
  "fastapi fastparquet fasttext filelock fire flask flax fsspec ftfy fvcore g2p-en gdown "
  "gensim geopandas gguf gluonts gradio grain grain-nightly gym gymnasium h5py haliax html5lib "
  "httpx huggingface-hub hyperopt ijson imageio imgaug iopath jax jaxlib jaxtyping jieba jiwer "
  "joblib kaggle keras-tuner kornia langdetect levanter librosa litgpt lmdb loguru lxml "
  "mace-torch matplotlib ml-collections mlflow mmdet mmengine mmsegmentation monai moviepy "
  "msgpack mujoco neptune networkx neuralforecast nibabel ninja nltk numba numexpr numpy "
  "omegaconf onnx onnxruntime openai openbabel opencc openvino optax optimum optuna orjson "
  "packaging pandas peft pesq pettingzoo phonemizer plotly pmdarima polars psutil pyannote "
  "pyarrow pybind11 pycocotools pydantic pydicom pydub pymc pymongo pypinyin pyproj pystoi "
  "pytest pyyaml rasterio redis regex requests rich s3fs sacrebleu sacred safetensors scanpy "
  "schnetpack scipy seaborn sentencepiece sglang shap shapely simpleitk sktime soundfile spacy "
  "speechbrain sqlalchemy stanza statsmodels streaming streamlit sympy tabulate tenacity "
  "tensorboard tensorboardx tensorflow-addons tensorrt tensorstore termcolor tiktoken timm "
  "tokenizers toml tomli torch-cluster torch-geometric torch-scatter torch-sparse torchaudio "
  "torchdata torchmetrics torchtext torchvision tqdm transformers triton trl typer ujson "
  "ultralytics unidecode unsloth uvicorn vllm wandb webdataset wget xarray xformers yacs zarr";

// Rows between bars: a distribution, and those that need it (`Requires-Dist`) and are imported
// beside it.
constexpr std::string_view needed =
  ""
  "torch accelerate lightning pytorch-lightning torchvision torchaudio timm sentence-transformers "
  "deepspeed peft trl bitsandbytes torchmetrics fairseq ultralytics monai kornia axolotl "
  "llamafactory torchtune litgpt unsloth vllm speechbrain e3nn nemo-toolkit composer "
  "open-clip-torch xformers|"
  "numpy *|"
  "transformers sentence-transformers trl peft axolotl llamafactory unsloth setfit optimum "
  "nemo-toolkit|"
  "datasets trl axolotl llamafactory evaluate lm-eval sentence-transformers setfit|"
  "accelerate trl peft axolotl llamafactory|peft axolotl llamafactory|trl llamafactory axolotl|"
  "jax flax optax chex equinox dm-haiku orbax-checkpoint|keras tensorflow|"
  "pandas datasets seaborn xarray statsmodels geopandas mlflow gluonts|"
  "scipy scikit-learn librosa statsmodels xgboost lightgbm jax scikit-image|"
  "pillow torchvision matplotlib diffusers scikit-image imageio timm|"
  "matplotlib seaborn lightning ultralytics|"
  "scikit-learn librosa sentence-transformers imbalanced-learn shap|"
  "joblib scikit-learn nltk librosa|omegaconf hydra-core|torchvision timm open-clip-torch|"
  "torchmetrics lightning pytorch-lightning|safetensors transformers diffusers timm accelerate|"
  "tokenizers transformers|huggingface-hub transformers datasets diffusers timm accelerate|"
  "tensorboard tensorflow|h5py tensorflow keras|absl-py tensorflow optax chex flax tensorboard|"
  "protobuf tensorflow tensorboard onnx wandb|soundfile librosa|"
  "lightning-utilities lightning torchmetrics|jaxlib jax|optax flax|msgpack flax|"
  "orbax-checkpoint flax";

// Those that so many need that some list brings them.
constexpr std::string_view needed_by_most =
  "tqdm requests packaging pyyaml filelock typing-extensions six setuptools python-dateutil "
  "pytz attrs jinja2 fsspec regex click psutil pyarrow dill certifi idna urllib3 "
  "charset-normalizer networkx sympy rich pydantic joblib absl-py cloudpickle";

// Programs that are called otherwise than they are distributed, or as a framework that trains.
constexpr std::string_view programs =
  "axolotl axolotl|llamafactory-cli llamafactory|litgpt litgpt|tune torchtune|deepspeed deepspeed|"
  "accelerate accelerate|torchrun torch|trl trl|composer composer|lightning lightning|"
  "lm_eval lm-eval|yolo ultralytics";

// The row of a table that begins with `word`, without it; "" where there is none.
std::string_view row_of(std::string_view table, std::string_view word) {
  while (!table.empty()) {
    std::string_view row = take_until(table, '|');
    if (take_until(row, ' ') == word) return row;
  }
  return "";
}

}  // namespace

bool is_standard_module(std::string_view module) {
  return is_among(module.substr(0, module.find('.')), standard_modules);
}

Distributions distributions_of(std::string_view module) {
  std::string_view top = module.substr(0, module.find('.'));
  if (top == "google") top = module.substr(0, module.find('.', top.size() + 1));
  Distributions found;
  std::string_view others = row_of(other_names, top);
  while (!others.empty()) found.names.emplace_back(take_until(others, ' '));
  found.known = !found.names.empty();
  if (found.known) return found;
  found.names.push_back(package_name(top));
  found.known = is_among(found.names.front(), same_names);
  return found;
}

std::string_view distribution_of_program(std::string_view program) {
  return row_of(programs, program);
}

bool brings(std::string_view distribution, std::string_view other) {
  const std::string_view row = row_of(needed, other);
  return row == "*" || is_among(distribution, row) || is_among(other, needed_by_most);
}

}  // namespace reallyopen
