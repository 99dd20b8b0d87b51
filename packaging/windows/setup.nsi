; Per-user setup: needs no administrator. The uninstaller takes the program away and leaves the office's data.
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include FileFunc.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\DanVanDesktop"

Name "$(Product)"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\DanVan"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true
BrandingText " "

!define MUI_ICON "${FOLDER}/DanVan.ico"
!define MUI_UNICON "${FOLDER}/DanVan.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\DanVan.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_LANGUAGE "English"

LangString Product ${LANG_VIETNAMESE} "Dân Vận Desktop"
LangString Product ${LANG_ENGLISH} "Dân Vận Desktop"
LangString Running ${LANG_VIETNAMESE} "Dân Vận Desktop đang mở. Hãy đóng chương trình rồi thử lại. Chưa có gì thay đổi."
LangString Running ${LANG_ENGLISH} "Dân Vận Desktop is running. Close it and try again. Nothing was changed."
LangString Kept ${LANG_VIETNAMESE} "Đã gỡ chương trình. Dữ liệu của đơn vị vẫn còn nguyên trong:"
LangString Kept ${LANG_ENGLISH} "The program was removed. The office's data is still in:"
LangString Old ${LANG_VIETNAMESE} "Cần Windows 10 64 bit, bản 1809 trở lên."
LangString Old ${LANG_ENGLISH} "Windows 10, 64 bit, version 1809 or newer is needed."

!include WinVer.nsh
!include x64.nsh

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "$(Old)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

; A program that runs holds its interpreter: deleting that file first fails before anything else is touched.
!macro StopIfRunning un
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\rt\pythonw.exe"
    Delete "$INSTDIR\rt\pythonw.exe"
    Delete "$INSTDIR\rt\python.exe"
    ${If} ${Errors}
      MessageBox MB_ICONEXCLAMATION "$(Running)" /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
!macroend

; Only what this setup wrote: a folder chosen by the user may hold other things.
!macro RemoveProgram
  RMDir /r "$INSTDIR\rt"
  RMDir /r "$INSTDIR\bin"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\DanVan.exe"
  Delete "$INSTDIR\DanVan.ico"
!macroend

Section
  !insertmacro StopIfRunning ""
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Dân Vận Desktop.lnk" "$INSTDIR\DanVan.exe" "" "$INSTDIR\DanVan.ico"
  CreateShortcut "$DESKTOP\Dân Vận Desktop.lnk" "$INSTDIR\DanVan.exe" "" "$INSTDIR\DanVan.ico"
  WriteRegStr HKCU "${KEY}" "DisplayName" "Dân Vận Desktop"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\DanVan.ico"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
SectionEnd

Section Uninstall
  !insertmacro StopIfRunning "un."
  !insertmacro RemoveProgram
  Delete "$SMPROGRAMS\Dân Vận Desktop.lnk"
  Delete "$DESKTOP\Dân Vận Desktop.lnk"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$LOCALAPPDATA\danvan-desktop-program\versions" ; put beside by updates; no data lies there
  Delete "$LOCALAPPDATA\danvan-desktop-program\current.json"
  RMDir "$LOCALAPPDATA\danvan-desktop-program"
  DeleteRegKey HKCU "${KEY}"
  ${If} ${FileExists} "$LOCALAPPDATA\danvan-desktop\*.*"
    MessageBox MB_ICONINFORMATION "$(Kept)$\n$LOCALAPPDATA\danvan-desktop" /SD IDOK
  ${EndIf}
SectionEnd
