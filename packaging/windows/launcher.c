/* Starts the program with the Python beside it. One source, two programs: DanVan.exe without a console (it opens the
   window), bin\danvan.exe with one (the commands; it waits and hands the exit code on). */
#include <windows.h>
#include <wchar.h>

#define LONG_PATH 4096
static wchar_t folder[LONG_PATH], line[4 * LONG_PATH + 32768];

static void up(void) { wchar_t *slash = wcsrchr(folder, L'\\'); if (slash) *slash = 0; }

static const wchar_t *after_program(const wchar_t *words) {
  int quoted = 0;
  for (; *words && (quoted || (*words != L' ' && *words != L'\t')); words++) if (*words == L'"') quoted = !quoted;
  while (*words == L' ' || *words == L'\t') words++;
  return words;
}

static int start(void) {
  STARTUPINFOW how; PROCESS_INFORMATION made; DWORD code = 1;
  GetModuleFileNameW(NULL, folder, LONG_PATH); up();
#ifdef CONSOLE
  const wchar_t *python = L"python.exe"; up();
#else
  const wchar_t *python = L"pythonw.exe";
#endif
  SetEnvironmentVariableW(L"PYTHONUTF8", L"1");
  _snwprintf(line, sizeof line / sizeof *line - 1, L"\"%ls\\rt\\%ls\" -X utf8 -m danvan_desktop %ls", folder, python,
             after_program(GetCommandLineW()));
  ZeroMemory(&how, sizeof how); how.cb = sizeof how;
#ifdef CONSOLE
  how.dwFlags = STARTF_USESTDHANDLES;
  how.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
  how.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
  how.hStdError = GetStdHandle(STD_ERROR_HANDLE);
#endif
  if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &made)) {
    const wchar_t *said = L"Không khởi động được chương trình. Hãy cài lại Dân Vận Desktop; dữ liệu vẫn còn nguyên.\n\n"
                          L"The program could not be started. Please install it again; your data is untouched.";
    MessageBoxW(NULL, said, L"Dân Vận Desktop", MB_ICONERROR);
    return 1;
  }
  WaitForSingleObject(made.hProcess, INFINITE);
  GetExitCodeProcess(made.hProcess, &code);
  CloseHandle(made.hProcess); CloseHandle(made.hThread);
  return (int)code;
}

#ifdef CONSOLE
static BOOL WINAPI leave_to_python(DWORD event) { return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT; }
int wmain(void) { SetConsoleCtrlHandler(leave_to_python, TRUE); return start(); }
#else
int WINAPI wWinMain(HINSTANCE me, HINSTANCE before, LPWSTR words, int shown) {
  (void)me; (void)before; (void)words; (void)shown; return start(); }
#endif
