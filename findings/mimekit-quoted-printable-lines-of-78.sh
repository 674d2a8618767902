#!/usr/bin/env bash
# MimeKit 4.18.2 (NuGet), .NET 10: quoted-printable lines of 78 characters
#
# RFC 2045, 6.7 (5) allows 76 characters in a line, the soft break's "=" included, and the documentation of
# QuotedPrintableEncoder says that its limit is "capped at 76". One would expect no line above 76.
# The encoder writes up to two characters more than its limit, so its default gives lines of 78; a mail written
# with MimeMessage.WriteTo has them too. It stays within the standard only with a limit of 74 or less.
#
# Output seen:
#   encoder, default limit: longest line 78
#   encoder, limit 76: longest line 78
#   encoder, limit 74: longest line 76
#   encoder, limit 70: longest line 72
#   message: longest body line 78
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT; cd "$tmp"
cat > app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="MimeKit" Version="4.18.2" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Text;
using MimeKit;
using MimeKit.Encodings;

static int Longest(string text) => text.Split('\n').Max(line => line.TrimEnd('\r').Length);
var texts = Enumerable.Range(0, 8).Select(n => new string('x', n) + string.Concat(Enumerable.Repeat("größe ", 100)) + "\r\n").ToArray();

foreach (var (name, make) in new (string, Func<QuotedPrintableEncoder>)[]
{
    ("default limit", () => new()), ("limit 76", () => new(76)), ("limit 74", () => new(74)), ("limit 70", () => new(70)),
})
    Console.WriteLine($"encoder, {name}: longest line " + texts.Max(text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var output = new byte[65536];
        return Longest(Encoding.ASCII.GetString(output, 0, make().Flush(bytes, 0, bytes.Length, output)));
    }));

Console.WriteLine("message: longest body line " + texts.Max(text =>
{
    var message = new MimeMessage { Body = new TextPart("plain") { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable } };
    using var stream = new MemoryStream();
    message.WriteTo(stream);
    return Longest(Encoding.ASCII.GetString(stream.ToArray()).Replace("\r", "").Split("\n\n", 2)[1]);
}));
X
dotnet run | tee out
diff out - <<'X'
encoder, default limit: longest line 78
encoder, limit 76: longest line 78
encoder, limit 74: longest line 76
encoder, limit 70: longest line 72
message: longest body line 78
X
