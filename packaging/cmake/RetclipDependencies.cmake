# SPDX-License-Identifier: GPL-3.0-or-later
# Every outside library, found once and named here.

find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_package(PkgConfig)

# The distribution's OpenCV packages hold no CMake configuration for a part of the modules.
find_path(RETCLIP_OPENCV_INCLUDE opencv2/core.hpp PATH_SUFFIXES opencv4)
find_library(RETCLIP_OPENCV_CORE opencv_core)
find_library(RETCLIP_OPENCV_IMGPROC opencv_imgproc)
if(RETCLIP_OPENCV_INCLUDE AND RETCLIP_OPENCV_CORE AND RETCLIP_OPENCV_IMGPROC)
    add_library(retclip_opencv INTERFACE)
    target_include_directories(retclip_opencv SYSTEM INTERFACE ${RETCLIP_OPENCV_INCLUDE})
    target_link_libraries(retclip_opencv INTERFACE ${RETCLIP_OPENCV_IMGPROC} ${RETCLIP_OPENCV_CORE})
    set(RETCLIP_HAVE_OPENCV ON)
else()
    set(RETCLIP_HAVE_OPENCV OFF)
    if(NOT RETCLIP_ONLY_ML)
        message(FATAL_ERROR "OpenCV (core, imgproc) was not found: install libopencv-core-dev and libopencv-imgproc-dev")
    endif()
endif()

if(RETCLIP_WITH_ML)
    find_package(Torch REQUIRED)
    # TorchConfig asks for C++14 and its own flags; we keep only what is needed to compile and link.
    add_library(retclip_torch INTERFACE)
    target_include_directories(retclip_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
    target_link_libraries(retclip_torch INTERFACE ${TORCH_LIBRARIES})
    separate_arguments(RETCLIP_TORCH_FLAGS UNIX_COMMAND "${TORCH_CXX_FLAGS}")
    target_compile_options(retclip_torch INTERFACE ${RETCLIP_TORCH_FLAGS})
endif()

if(NOT RETCLIP_ONLY_ML)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Svg PrintSupport LinguistTools)
    if(RETCLIP_TESTS)
        find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
    endif()
    find_package(SQLite3 3.37 REQUIRED)
    find_package(QCustomPlotQt6 REQUIRED)
endif()
