#!/bin/sh
set -e
exit 1
