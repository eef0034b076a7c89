# SPDX-License-Identifier: GPL-3.0-or-later
# What an installation holds beside the programs; packaging/deb.sh makes a Debian package of it.
set(desktop ${CMAKE_SOURCE_DIR}/resources/desktop)
install(FILES ${desktop}/retclip-workstation.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${desktop}/retclip-workstation.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${desktop}/retclip-workstation.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
install(FILES ${CMAKE_SOURCE_DIR}/resources/icons/retclip-workstation.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)

# The pages that the command line writes about itself, made by the program that was just built.
if(TARGET retclip)
    set(pages ${CMAKE_BINARY_DIR}/pages)
    file(MAKE_DIRECTORY ${pages})
    add_custom_command(OUTPUT ${pages}/retclip.1 ${pages}/retclip.bash ${pages}/_retclip
        COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C.UTF-8 $<TARGET_FILE:retclip> --language en manual > ${pages}/retclip.1
        COMMAND $<TARGET_FILE:retclip> completion bash > ${pages}/retclip.bash
        COMMAND $<TARGET_FILE:retclip> completion zsh > ${pages}/_retclip
        DEPENDS retclip VERBATIM)
    add_custom_target(retclip_pages ALL DEPENDS ${pages}/retclip.1)
    install(FILES ${pages}/retclip.1 ${desktop}/retclip-workstation.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${pages}/retclip.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME retclip)
    install(FILES ${pages}/_retclip DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
endif()
