# SPDX-License-Identifier: Apache-2.0
import model
model.train()
