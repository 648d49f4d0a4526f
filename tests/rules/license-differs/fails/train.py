# SPDX-License-Identifier: BSD-3-Clause
import model
model.train()
