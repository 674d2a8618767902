using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Plaza.Web.Profiles;

/// <summary>
/// Draws the avatar of a handle as a house. Responses are immutable (<see cref="AvatarEndpoint"/>), so every version must render the same bytes
/// for the same handle. Each byte of the handle's hash decides one property.
/// </summary>
internal sealed class HouseAvatar
{
    private const int Middle = 48;

    private readonly byte[] _hash;
    private readonly Palette _paint;
    private readonly SvgBuilder _sketch = new();
    private int _windows;

    private HouseAvatar(string handle)
    {
        _hash = SHA256.HashData(Encoding.UTF8.GetBytes(handle.ToLowerInvariant()));
        _paint = Palette.All[_hash[0] % Palette.All.Count];
    }

    private int Half => 26 + (_hash[6] % 3 * 4);

    private int Left => Middle - Half;

    private int Right => Middle + Half;

    public static string Draw(string handle)
    {
        var house = new HouseAvatar(handle);
        house.DrawSky();
        house.DrawRoof();
        house._sketch.Box(house._paint.Wall, house.Left, 44, 2 * house.Half, 42);
        house.DrawUpperWindows();
        house.DrawGroundFloor();
        house._sketch.Box(house._paint.Roof, 0, 86, 96, 10);
        return house._sketch.ToString();
    }

    private void DrawSky()
    {
        (int X, int Y, int Radius)[] suns = [(20, 22, 9), (76, 22, 9), (18, 30, 13), (78, 30, 13)];
        var (x, y, radius) = suns[_hash[4] % suns.Length];
        _sketch.Sky(_paint.Sky);
        _sketch.Circle(Palette.Sun, x, y, radius);
    }

    private void DrawRoof()
    {
        int l = Left, r = Right;
        switch (_hash[1] % 8)
        {
            case 0: Roof((l - 4, 44), (48, 16), (r + 4, 44)); break;
            case 1: Roof((l - 4, 44), (l + 8, 22), (r - 8, 22), (r + 4, 44)); break;
            case 2:
                Roof((l, 44), (l, 36), (l + 8, 36), (l + 8, 28), (l + 16, 28), (l + 16, 20), (r - 16, 20), (r - 16, 28), (r - 8, 28), (r - 8, 36), (r, 36), (r, 44));
                break;
            case 3: DrawDome(); break;
            case 4: DrawBattlements(); break;
            case 5: Roof((l - 3, 44), (48 - (Half / 2), 20), (48, 44), (48 + (Half / 2), 20), (r + 3, 44)); break;
            case 6: DrawTower(); break;
            default: Roof((l - 4, 44), (l - 4, 38), (r + 4, 18), (r + 4, 44)); break;
        }
    }

    private void Roof(params ReadOnlySpan<(int X, int Y)> corners) => _sketch.Polygon(_paint.Roof, corners);

    private void DrawDome()
    {
        _sketch.Box(_paint.Roof, 46, 12, 4, 12);
        _sketch.Path(_paint.Roof, string.Create(CultureInfo.InvariantCulture, $"M{Left + 4} 44a{Half - 4} 24 0 0 1 {(2 * Half) - 8} 0"));
    }

    private void DrawBattlements()
    {
        for (var i = 0; i < 4; i++)
            _sketch.Box(_paint.Roof, Left - 2 + (i * (((2 * Half) - 6) / 3)), 26, 10, 10);
        _sketch.Box(_paint.Roof, Left - 2, 34, (2 * Half) + 4, 10);
    }

    private void DrawTower()
    {
        _sketch.Box(_paint.Wall, 37, 26, 22, 18);
        Roof((33, 28), (48, 6), (63, 28));
        _sketch.Arch(_paint.Dark, 44, 31, 8, 9);
        _sketch.Box(_paint.Roof, Left - 3, 40, (2 * Half) + 6, 6);
    }

    private void DrawUpperWindows()
    {
        switch (_hash[2] % 5)
        {
            case 0: VersionsPerItem([-18, 8], x => _sketch.Arch(Glass(), x, 49, 10, 13)); break;
            case 1: VersionsPerItem([-21, -4, 13], x => _sketch.Arch(Glass(), x, 49, 8, 13)); break;
            case 2: _sketch.Circle(Glass(), 48, 55, 7); break;
            case 3: VersionsPerItem([-20, 4], x => _sketch.Box(Glass(), x, 50, 16, 10)); break;
            default: VersionsPerItem([-22, -10, 4, 16], x => _sketch.Box(Glass(), x, 50, 6, 11)); break;
        }
    }

    private void DrawGroundFloor()
    {
        switch (_hash[3] % 4)
        {
            case 0: Door(41); break;
            case 1: Door(30); _sketch.Box(Glass(), 54, 69, 10, 9); break;
            case 2: Door(52); _sketch.Box(Glass(), 32, 69, 10, 9); break;
            default: VersionsPerItem([-22, -7, 8], x => _sketch.Arch(_paint.Dark, x, 68, 14, 18)); break;
        }
    }

    private void Door(int x) => _sketch.Arch(_paint.Dark, x, 66, 14, 20);

    /// <summary>A bit of the hash decides for each window whether it is lit.</summary>
    private string Glass() => (_hash[5] >> _windows++ & 1) is 1 ? Palette.Light : _paint.Dark;

    private static void VersionsPerItem(ReadOnlySpan<int> fromMiddle, Action<int> draw)
    {
        foreach (var offset in fromMiddle)
            draw(Middle + offset);
    }
}
