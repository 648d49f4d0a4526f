#!/bin/sh
# trains the model
