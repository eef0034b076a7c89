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

# Colour profiles of photographs on the screen (Little CMS). Nothing that a network sees needs it.
find_path(RETCLIP_LCMS_INCLUDE lcms2.h)
find_library(RETCLIP_LCMS_LIBRARY lcms2)
if(RETCLIP_LCMS_INCLUDE AND RETCLIP_LCMS_LIBRARY)
    add_library(retclip_lcms INTERFACE)
    target_include_directories(retclip_lcms SYSTEM INTERFACE ${RETCLIP_LCMS_INCLUDE})
    target_link_libraries(retclip_lcms INTERFACE ${RETCLIP_LCMS_LIBRARY})
elseif(NOT RETCLIP_ONLY_ML)
    message(FATAL_ERROR "Little CMS was not found: install liblcms2-dev")
endif()

if(RETCLIP_WITH_ML)
    find_package(Torch REQUIRED)
    # TorchConfig asks for C++14 and its own flags; we keep only what is needed to compile and link.
    add_library(retclip_torch INTERFACE)
    target_include_directories(retclip_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
    target_link_libraries(retclip_torch INTERFACE ${TORCH_LIBRARIES})
    separate_arguments(RETCLIP_TORCH_FLAGS UNIX_COMMAND "${TORCH_CXX_FLAGS}")
    target_compile_options(retclip_torch INTERFACE ${RETCLIP_TORCH_FLAGS})

    # Training in several processes: where this LibTorch was built with Gloo and its headers are here.
    find_path(RETCLIP_GLOO_INCLUDE gloo/context.h)
    find_library(RETCLIP_GLOO gloo)
    find_file(RETCLIP_GLOO_OF_TORCH torch/csrc/distributed/c10d/ProcessGroupGloo.hpp
        PATHS ${TORCH_INCLUDE_DIRS})
    if(RETCLIP_GLOO_INCLUDE AND RETCLIP_GLOO AND RETCLIP_GLOO_OF_TORCH)
        include(CMakePushCheckState)
        include(CheckCXXSourceCompiles)
        cmake_push_check_state()
        set(CMAKE_REQUIRED_FLAGS "-std=c++17")
        set(CMAKE_REQUIRED_INCLUDES ${TORCH_INCLUDE_DIRS} ${RETCLIP_GLOO_INCLUDE})
        set(CMAKE_REQUIRED_LIBRARIES ${TORCH_LIBRARIES} ${RETCLIP_GLOO})
        check_cxx_source_compiles("#define USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
int main() { return c10d::ProcessGroupGloo::createDefaultDevice() ? 0 : 1; }" RETCLIP_HAVE_GLOO)
        cmake_pop_check_state()
    endif()
endif()

if(NOT RETCLIP_ONLY_ML)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Svg PrintSupport LinguistTools)
    if(RETCLIP_TESTS)
        find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
    endif()
    find_package(SQLite3 3.37 REQUIRED)
    find_package(QCustomPlotQt6 REQUIRED)
endif()
