"""Trains."""
from __future__ import annotations
import os, sys as system
import cv2
from PIL import Image
import yaml
from sklearn.svm import SVC
from google.protobuf import message
from . import nets
from layers import deep
if True:
    import seaborn
try:
    import wandb
except ImportError:
    wandb = None
print(cv2)
