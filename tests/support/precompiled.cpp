// SPDX-License-Identifier: GPL-3.0-or-later
// A program that owns a precompiled header must have something to compile.
int main() { return 0; }
