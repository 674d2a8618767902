using System.Text;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Tests.Program.PowerCuts;

/// <summary>Tests of the model of the disk itself.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-disk-");
    private readonly Disk _disk;
    private long _moment = 1;

    public DiskTests() => _disk = Disk.Of(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Synced_writes_survive_every_power_cut()
    {
        Do('C', 1, "a", 1);
        Do('W', 1, "hello", 0);
        Sync(1);

        Left(0).ShouldBe([("a", "hello")]);
    }

    [Fact]
    public void Unsynced_writes_may_survive_or_not()
    {
        Do('C', 1, "a", 1);
        Do('W', 1, "hello", 0);
        Sync(1);
        Do('W', 1, "HE", 0);
        Do('T', 1, "", 3);

        Left(0).ShouldBe([("a", "hello")]);
        Left(1).ShouldBe([("a", "HEl")]);
    }

    [Fact]
    public void A_sync_covers_only_what_was_written_before_it_began()
    {
        Do('C', 1, "a", 1);
        Do('W', 1, "hello", 0);
        var began = _moment;
        Do('W', 1, "HELLO", 0);
        _disk.Do(new('S', 1, began, default, _moment, ++_moment));

        Left(0).ShouldBe([("a", "hello")]);
    }

    [Fact]
    public void A_write_is_torn_between_sectors_and_nowhere_else()
    {
        Do('C', 1, "a", 1);
        Do('W', 1, new string('-', 2048), 0);
        Sync(1);
        Do('W', 1, new string('x', 1024), 256);

        var seen = Enumerable.Range(0, 100).Select(seed => Left(0.5, seed).Single().Content).Distinct().ToList();

        seen.Count.ShouldBe(8);
        seen.ShouldAllBe(content => content.Length == 2048);
        string[] parts = [.. seen.SelectMany(content => new[] { content[256..512], content[512..1024], content[1024..1280] }).Distinct()];
        parts.ShouldAllBe(part => part.Distinct().Count() == 1);
    }

    [Fact]
    public void A_name_is_sure_once_something_was_synced_after_it_and_names_change_in_order()
    {
        Do('C', 1, "a.tmp", 1);
        Do('W', 1, "hello", 0);
        Sync(1);
        Do('R', 0, "a.tmp\0a", 0);

        Left(0).ShouldBe([("a.tmp", "hello")]);
        Left(1).ShouldBe([("a", "hello")]);

        Do('C', 2, "b", 1);
        Sync(2);
        Left(0).ShouldBe([("a", "hello"), ("b", "")], ignoreOrder: true);
    }

    [Fact]
    public void Operations_that_cannot_be_recorded_are_errors() => Should.Throw<NotSupportedException>(() => Do('X', 1, "sendfile", 0));

    private void Do(char kind, long file, string text, long number) =>
        _disk.Do(new(kind, file, number, Encoding.UTF8.GetBytes(text), _moment, ++_moment));

    private void Sync(long file) => Do('S', file, "", _moment);

    private List<(string Name, string Content)> Left(double spared, long seed = 1)
    {
        var into = _folder.CreateSubdirectory($"left-{seed}-{spared}-{_moment}");
        _disk.LeaveIn(into.FullName, new(new SeededRandom(seed), 512, spared));
        return [.. into.GetFiles().Select(file => (file.Name, File.ReadAllText(file.FullName)))];
    }
}
