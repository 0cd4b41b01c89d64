/**
 * Python inside WebAssembly, by Pyodide. Pyodide by itself keeps nobody in: from Python it reaches JavaScript, and with it
 * the whole process. Here its machine is gated: once it is ready, it can call nothing but what {@link open} lists, in
 * which there is no JavaScript, no network, no process and no file but those of Python's own library, to be read.
 */
import { constants } from "node:fs";
import { loadPyodide } from "pyodide";
import {
  type CaseEnding,
  createOutput,
  createTimer,
  endingOf,
  mostMemory,
  OutOfTime,
  type Runner,
  TooMuchOutput,
} from "./limits.ts";

/** What the machine may still call, once it is gated. */
const open = new Set([
  ...["fd_read", "fd_write", "fd_close", "fd_seek", "fd_fdstat_get", "fd_pread"],
  ...["__syscall_stat64", "__syscall_lstat64", "__syscall_newfstatat", "__syscall_fstat64", "__syscall_getdents64"],
  ...["__syscall_getcwd", "__syscall_faccessat", "__syscall_ioctl", "__syscall_fcntl64", "__syscall_getuid32_js"],
  ...["clock_time_get", "clock_res_get", "emscripten_get_now", "emscripten_date_now", "random_get"],
  ...["_localtime_js", "_gmtime_js", "_mktime_js", "_timegm_js", "_tzset_js"],
  ...[
    "environ_sizes_get",
    "environ_get",
    "_PyEM_TrampolineCall_JS",
    "emscripten_get_heap_max",
    "_Py_emscripten_runtime",
  ],
]);

type Import = ((...given: never[]) => unknown) & { sig?: string };
type Imports = Record<string, unknown>;

/** The program reached for something that is not there. */
class NotThere extends Error {
  override readonly name = "NotThere";
}

/** The program ended by itself, without Python's leave. */
class Exited extends Error {
  override readonly name = "Exited";
}

/** Whether the gate is shut; before that Pyodide makes itself ready. And what is asked while a program runs. */
const gate = { shut: false, isOutOfTime: () => false };

/** Emscripten's numbers: opened for more than reading; and the error of a file system that can only be read. */
const writing = 1 | 2 | 64 | 512 | 1024;
const readOnly = -69;

/** What stands for an import while a program runs, where it may be called at all. */
const whileShut: Record<string, (...given: number[]) => unknown> = {
  __syscall_openat: (_directory, _path, flags = 0) => ((flags & writing) === 0 ? undefined : readOnly),
  emscripten_resize_heap: (size = 0) => (size >>> 0 <= mostMemory ? undefined : 0),
  // Python asks now and then whether somebody wants it to stop.
  _Py_CheckEmscriptenSignals_Helper() {
    if (gate.isOutOfTime()) throw new OutOfTime();
    return 0;
  },
  exit: (code) => leave(code),
  proc_exit: (code) => leave(code),
};

function leave(code = 0): never {
  throw new Exited(`It ended with ${code}.`);
}

function gated(name: string, original: unknown): Import {
  if (typeof original !== "function") return refuse(name);
  const call = original as Import;
  const own = whileShut[name];
  const instead: Import = (...given) => {
    if (!gate.shut) return call(...given);
    if (own) return own(...given) ?? call(...given);
    return open.has(name) ? call(...given) : refuse(name)();
  };
  if (call.sig !== undefined) instead.sig = call.sig;
  return instead;
}

function refuse(name: string): Import {
  return () => {
    throw new NotThere(`It reached for something that is not in the sandbox (${name}).`);
  };
}

/** Puts the gate between the machine and all that it imports; in place, for dynamic linking takes from the same object. */
function gateInstances(): void {
  const { instantiate } = WebAssembly;
  const gating = (source: BufferSource, imports?: WebAssembly.Imports) => {
    const own = imports?.["env"] as Imports | undefined;
    for (const [name, value] of Object.entries(own ?? {})) {
      const isCode = typeof value === "function" || value?.constructor?.name === "Suspending";
      if (own && isCode) own[name] = gated(name, value);
    }
    return instantiate(source, imports);
  };
  WebAssembly.instantiate = gating as typeof instantiate;
}

/** A new `__main__` with its own streams for each case; a thread that is started runs at once. */
const harness = `
def _conduct():
    import io, sys, threading, types
    threading.Thread.start = lambda self: self.run()
    threading.Thread.join = lambda self, timeout=None: None
    threading.stack_size = lambda size=0: 0
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    sys.argv = ["program.py"]
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)), encoding="utf-8", newline="\\n")
    with open("/program.py", encoding="utf-8") as file:
        code = compile(file.read(), "program.py", "exec")
    try:
        exec(code, main.__dict__)
    except SystemExit as error:
        if error.code not in (None, 0):
            raise RuntimeError(f"It ended with {error.code}.")
    finally:
        sys.stdout.flush()
_conduct()
`;

/** What of Pyodide's machine is used. */
type Machine = {
  _PyRun_SimpleString(code: number): number;
  _malloc(bytes: number): number;
  lengthBytesUTF8(text: string): number;
  stringToUTF8(text: string, at: number, bytes: number): void;
};

/** Loads Python with a program. What the machine itself ends, by a gate or for want of time, cannot go on. */
export async function preparePython(code: string, seconds: number): Promise<Runner> {
  gateInstances();
  // It asks for the numbers of flags in a way that the process has no leave for.
  Reflect.set(process, "binding", () => ({ fs: constants }));
  const python = await loadPyodide({
    jsglobals: {},
    env: { HOME: "/", PYTHONDONTWRITEBYTECODE: "1", _: "program.py" },
  });
  const machine = (python as unknown as { _module: Machine })._module;
  python.FS.writeFile("/program.py", code);
  python.setInterruptBuffer(new Uint8Array(1));
  const bytes = machine.lengthBytesUTF8(harness) + 1;
  const at = machine._malloc(bytes);
  machine.stringToUTF8(harness, at, bytes);
  let broken = false;
  const run = (input: string): CaseEnding => {
    const streams = connect(python, input);
    gate.isOutOfTime = createTimer(seconds);
    // For good: whatever a program leaves behind may run at any time.
    gate.shut = true;
    try {
      const failed = machine._PyRun_SimpleString(at) !== 0;
      return failed ? { ending: "error", detail: streams.fault() } : { ending: "done", output: streams.output() };
    } catch (error) {
      broken = !(error instanceof Exited);
      return error instanceof Exited ? { ending: "done", output: streams.output() } : endingOf(error);
    }
  };
  return { run, isBroken: () => broken };
}

/** The streams of one case. */
function connect(python: Awaited<ReturnType<typeof loadPyodide>>, input: string) {
  let left = new TextEncoder().encode(input);
  const [output, faults] = [createOutput(), createOutput()];
  const [decoder, faultDecoder] = [new TextDecoder(), new TextDecoder()];
  const writeTo = (to: typeof output, from: TextDecoder) => (bytes: Uint8Array) => {
    if (!to.add(from.decode(bytes, { stream: true }))) throw new TooMuchOutput();
    return bytes.length;
  };
  python.setStdin({
    isatty: false,
    read(buffer) {
      const part = left.subarray(0, buffer.length);
      left = left.subarray(part.length);
      buffer.set(part);
      return part.length;
    },
  });
  python.setStdout({ isatty: false, write: writeTo(output, decoder) });
  python.setStderr({ isatty: false, write: writeTo(faults, faultDecoder) });
  const lastLine = () => faults.text().trim().split("\n").at(-1) ?? "";
  return { output: output.text, fault: () => lastLine().slice(0, 300) };
}
