using System.Diagnostics;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.PowerCuts;

/// <summary>Makes a server record its disk operations, with a preloaded library whose source is beside this file and is compiled here.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-record-");

    private Recorder()
    {
    }

    /// <summary>The length of the record. Everything that was on disk before this was read is recorded before it.</summary>
    public long Moment => new FileInfo(Record) is { Exists: true } record ? record.Length : 0;

    private string Record => Path.Combine(_folder.FullName, "record");

    private string Library => Path.Combine(_folder.FullName, "recorder.so");

    public static async Task<Recorder> MakeAsync()
    {
        var recorder = new Recorder();
        var source = Path.Combine(PlazaProgram.Root, "test", "Tests", "Program", "PowerCuts", "recorder.c");
        using var compiler = Process.Start("gcc", ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", recorder.Library, source, "-ldl"]);
        await compiler.WaitForExitAsync(TestContext.Current.CancellationToken);
        compiler.ExitCode.ShouldBe(0, "eng/install-test-needs installs gcc");
        return recorder;
    }

    /// <summary>The environment variables that make a server record its operations on this folder.</summary>
    public (string Name, string Value)[] Of(string folder) => [("LD_PRELOAD", Library), ("PLAZA_RECORD", Record), ("PLAZA_RECORD_OF", folder)];

    public List<DiskChange> Read() => DiskChange.Read(File.ReadAllBytes(Record));

    public void Dispose() => _folder.Delete(recursive: true);
}
