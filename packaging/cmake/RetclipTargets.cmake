# SPDX-License-Identifier: GPL-3.0-or-later
# One way to make a target of ours: C++20, warnings, the project root as the only include path.

# What the compiler and the linker can do against a decoder that was tricked: PIE, read-only
# relocations, canaries, checked copies, guarded jumps. Sanitizers bring their own.
include(CheckCXXCompilerFlag)
include(CheckPIESupported)
check_pie_supported()
set(RETCLIP_HARDENING_OPTIONS "")
foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection -mbranch-protection=standard)
    string(MAKE_C_IDENTIFIER "RETCLIP_HAS${flag}" known)
    check_cxx_compiler_flag(${flag} ${known})
    if(${known})
        list(APPEND RETCLIP_HARDENING_OPTIONS ${flag})
    endif()
endforeach()
list(APPEND RETCLIP_HARDENING_OPTIONS -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)

function(retclip_set_up target)
    set_target_properties(${target} PROPERTIES CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON
        CXX_EXTENSIONS OFF)
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
    # -O2, not CMake's -O3, where nothing is counted in loops: a tenth of the build's time.
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wno-unused-parameter
        $<$<CONFIG:Release>:-O2> "$<$<CONFIG:Release>:${RETCLIP_HARDENING_OPTIONS}>")
    target_link_options(${target} PRIVATE $<$<CONFIG:Release>:LINKER:-z,relro,-z,now>)
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

# One run of moc for each tst_*.cpp: AUTOMOC starts a scan and compiles a file for each of a hundred
# programs, some seconds each.
function(retclip_test_meta_objects name)
    foreach(source IN LISTS ARGN)
        get_filename_component(stem ${source} NAME_WE)
        if(stem MATCHES "^tst_")
            qt_generate_moc(${source} ${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc)
            target_sources(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc)
        endif()
    endforeach()
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()

# Qt Test without the definition that holds each test's own folder (nothing here looks for data with
# QFINDTESTDATA), so that all tests of a kind can share one precompiled header.
function(retclip_link_qt_test name)
    target_link_libraries(${name} PRIVATE Qt6::Core $<LINK_ONLY:Qt6::Test>)
    target_compile_definitions(${name} PRIVATE QT_TEST_LIB)
    target_include_directories(${name} SYSTEM PRIVATE
        $<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>)
endfunction()

# RETCLIP_TEST_HEADERS, a target of tests/support, is set where a room's tests share their headers.
function(retclip_test_headers name)
    retclip_link_qt_test(${name})
    if(RETCLIP_TEST_HEADERS)
        target_precompile_headers(${name} REUSE_FROM ${RETCLIP_TEST_HEADERS})
        # A compiler cache reads all of such a header again before it looks: slower than compiling.
        set_target_properties(${name} PROPERTIES CXX_COMPILER_LAUNCHER "")
    endif()
endfunction()

# retclip_test(tst_name SOURCES tst_name.cpp LINK targets … LABELS fast|slow|fault|gui …)
# A Qt Test program; tests of ml define QT_NO_KEYWORDS (torch and Qt both use `slots`).
function(retclip_test name)
    cmake_parse_arguments(arg "XVFB" "TIMEOUT" "SOURCES;LINK;LABELS;ARGUMENTS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    retclip_set_up(${name})
    retclip_compute_light(${name})
    retclip_test_meta_objects(${name} ${arg_SOURCES})
    retclip_test_headers(${name})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_compile_definitions(${name} PRIVATE
        RETCLIP_SOURCE_DIRECTORY="${CMAKE_SOURCE_DIR}"
        RETCLIP_SHARED_DIRECTORY="${RETCLIP_SHARED_DIRECTORY}"
        RETCLIP_BINARY_DIRECTORY="${CMAKE_BINARY_DIR}")
    target_link_libraries(${name} PRIVATE ${arg_LINK})
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
