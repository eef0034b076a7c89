// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/plugin/entry.h"

#include "ml/plugin/torch_backend.h"

extern "C" __attribute__((visibility("default"))) retclip::ModelBackend *
retclip_make_backend(int interface_version, const char *plugin_directory)
{
    if (interface_version != retclip::backend_interface_version)
        return nullptr;
    return retclip::make_torch_backend(plugin_directory ? plugin_directory : "").release();
}
