# SPDX-License-Identifier: GPL-3.0-or-later
# One way to make a target of ours: C++20, warnings, the project root as the only include path.

function(retclip_set_up target)
    set_target_properties(${target} PROPERTIES CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON
        CXX_EXTENSIONS OFF)
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
    # -O2, not CMake's -O3, where nothing is counted in loops: a tenth of the build's time.
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wno-unused-parameter
        $<$<CONFIG:Release>:-O2>)
endfunction()

# Loops over pixels, features or tokens: worth the compiler's longest look.
function(retclip_compute_heavy target)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O3>)
endfunction()

# Code that runs once a call, in many files: quick to compile counts for more.
function(retclip_compute_light target)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()

# retclip_library(NAME SOURCES a.cpp … PUBLIC targets … PRIVATE targets …)
function(retclip_library target)
    cmake_parse_arguments(arg "QT" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${target} STATIC ${arg_SOURCES})
    retclip_set_up(${target})
    target_link_libraries(${target} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    if(arg_QT)
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
    endif()
endfunction()

# retclip_test(tst_name SOURCES tst_name.cpp LINK targets … LABELS fast|slow|fault|gui …)
# A Qt Test program; tests of ml define QT_NO_KEYWORDS (torch and Qt both use `slots`).
function(retclip_test name)
    cmake_parse_arguments(arg "XVFB" "TIMEOUT" "SOURCES;LINK;LABELS;ARGUMENTS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    retclip_set_up(${name})
    retclip_compute_light(${name})
    set_target_properties(${name} PROPERTIES AUTOMOC ON
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_compile_definitions(${name} PRIVATE
        RETCLIP_SOURCE_DIRECTORY="${CMAKE_SOURCE_DIR}"
        RETCLIP_SHARED_DIRECTORY="${RETCLIP_SHARED_DIRECTORY}"
        RETCLIP_BINARY_DIRECTORY="${CMAKE_BINARY_DIR}")
    target_link_libraries(${name} PRIVATE ${arg_LINK} Qt6::Test)
    if(NOT arg_LABELS)
        set(arg_LABELS fast)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    add_test(NAME ${name} COMMAND ${name} ${arg_ARGUMENTS})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;OMP_WAIT_POLICY=passive;LC_ALL=C.UTF-8")
    if(arg_XVFB)
        find_program(RETCLIP_XVFB_RUN xvfb-run)
        if(RETCLIP_XVFB_RUN)
            add_test(NAME ${name}_x11 COMMAND ${RETCLIP_XVFB_RUN} -a -s "-screen 0 1440x900x24"
                $<TARGET_FILE:${name}> ${arg_ARGUMENTS})
            set_tests_properties(${name}_x11 PROPERTIES LABELS "${arg_LABELS}"
                TIMEOUT ${arg_TIMEOUT}
                ENVIRONMENT "QT_QPA_PLATFORM=xcb;OMP_WAIT_POLICY=passive;LC_ALL=C.UTF-8")
        endif()
    endif()
endfunction()

# Where the fixtures and the test data lie: beside the checkout. Tests skip without them.
set(RETCLIP_SHARED_DIRECTORY ${CMAKE_SOURCE_DIR}/../shared CACHE PATH
    "Folder with fixtures/ and data/ for the tests")

# Puts the compiled translations into a program, under :/i18n/retclip_<locale>.qm.
function(retclip_add_translations target)
    get_property(files GLOBAL PROPERTY RETCLIP_COMPILED_TRANSLATIONS)
    set_source_files_properties(${files} PROPERTIES GENERATED ON)
    qt_add_resources(${target} ${target}_translations
        PREFIX /i18n BASE ${CMAKE_BINARY_DIR}/translations FILES ${files})
    add_dependencies(${target} retclip_compiled_translations)
endfunction()
