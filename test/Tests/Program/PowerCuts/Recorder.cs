using System.Diagnostics;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.PowerCuts;

/// <summary>Has a server write down what it does to its disk. The source of what does so lies beside; it is compiled here.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-record-");

    private Recorder()
    {
    }

    /// <summary>How long the record is. Whatever was on disk before this was asked stands before it.</summary>
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

    /// <summary>What makes a server write down what it does to this folder.</summary>
    public (string Name, string Value)[] Of(string folder) => [("LD_PRELOAD", Library), ("PLAZA_RECORD", Record), ("PLAZA_RECORD_OF", folder)];

    public List<DiskChange> Read() => DiskChange.Read(File.ReadAllBytes(Record));

    public void Dispose() => _folder.Delete(recursive: true);
}
