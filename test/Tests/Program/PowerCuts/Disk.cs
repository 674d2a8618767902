using System.Text;

namespace Plaza.Tests.Program.PowerCuts;

/// <summary>
/// The model of the disk below a folder (docs/decisions/0030): a sync of a file makes its content durable, and all changes of names before it; other
/// changes may be there in part.
/// </summary>
internal sealed class Disk
{
    private readonly Dictionary<string, DiskFile> _sure = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DiskFile> _now = new(StringComparer.Ordinal);
    private readonly List<(long Moment, Action<Dictionary<string, DiskFile>> Change)> _unsure = [];
    private readonly Dictionary<long, DiskFile> _opened = [];

    /// <summary>Makes everything in the folder durable.</summary>
    public static Disk Of(string folder)
    {
        var disk = new Disk();
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(IsCopied))
            disk._sure[Path.GetRelativePath(folder, file)] = new(File.ReadAllBytes(file));

        foreach (var (name, file) in disk._sure)
            disk._now[name] = file;

        return disk;
    }

    public void Do(DiskChange change)
    {
        switch (change.Kind)
        {
            case 'C':
                _opened[change.File] = Open(change);
                break;
            case 'W':
                _opened[change.File].Write(change.Begins, change.Number, change.Bytes);
                break;
            case 'T':
                _opened[change.File].Truncate(change.Begins, change.Number);
                break;
            case 'S':
                Sync(change);
                break;
            case 'U':
                Name(change, names => names.Remove(change.Path));
                break;
            case 'R' or 'L':
                var names = change.Path.Split('\0');
                Name(change, all => all[names[1]] = all[names[0]]);
                if (change.Kind is 'R')
                    Name(change, all => all.Remove(names[0]));
                break;
            case 'M':
                break;
            default:
                throw new NotSupportedException($"The server changes {change.File} by {Encoding.UTF8.GetString(change.Bytes.Span)}, which is not recorded.");
        }
    }

    /// <summary>Writes the state after a power cut at this time to an empty folder.</summary>
    public void LeaveIn(string folder, PowerCut cut)
    {
        var names = new Dictionary<string, DiskFile>(_sure, StringComparer.Ordinal);
        foreach (var (_, change) in _unsure.Take(cut.Names(_unsure.Count)))
            change(names);

        foreach (var (name, file) in names)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.After(cut));
        }
    }

    private static bool IsCopied(string file) => !file.EndsWith("-shm", StringComparison.Ordinal) && Path.GetFileName(file) is not ("plaza.lock" or "plaza.sock");

    private DiskFile Open(DiskChange change)
    {
        if (_now.TryGetValue(change.Path, out var known))
            return known;

        var made = new DiskFile();
        if (change.Number is 1)
            Name(change, names => names[change.Path] = made);

        return made;
    }

    private void Sync(DiskChange sync)
    {
        _opened[sync.File].Sync(sync.Number);
        var covered = _unsure.TakeWhile(name => name.Moment < sync.Number).Count();
        foreach (var (_, change) in _unsure.Take(covered))
            change(_sure);

        _unsure.RemoveRange(0, covered);
    }

    private void Name(DiskChange cause, Action<Dictionary<string, DiskFile>> change)
    {
        change(_now);
        _unsure.Add((cause.Begins, change));
    }
}
