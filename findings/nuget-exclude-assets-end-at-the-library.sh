#!/usr/bin/env bash
# .NET SDK 10.0.401, NuGet packages MailKit 4.18.2 and BouncyCastle.Cryptography 2.7.0
#
# MailKit depends on BouncyCastle (5 MB), which is needed only for S/MIME and PGP. A class library that references it
# with ExcludeAssets="runtime" keeps the file out of its own output. One would expect the same of the program that
# references the library. There it is published: the exclusion is not carried over, while MailKit's dependency is.
# The line must stand (once more) in the project that is published; the program still runs.
#
# Output seen:
#   library's own output: no
#   program, excluded in the library: yes
#   program, excluded in both: no
#   the program runs: SmtpClient
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT; cd "$tmp"
without='<PackageReference Include="BouncyCastle.Cryptography" Version="2.7.0" ExcludeAssets="runtime" />'
project() { # folder, further properties, items
  mkdir "$1"
  echo "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework>$2</PropertyGroup><ItemGroup>$3</ItemGroup></Project>" > "$1/$1.csproj"
}
project library '<CopyLocalLockFileAssemblies>true</CopyLocalLockFileAssemblies>' "<PackageReference Include=\"MailKit\" Version=\"4.18.2\" />$without"
echo 'public static class Library { public static string Name => new MailKit.Net.Smtp.SmtpClient().GetType().Name; }' > library/Library.cs
project one '<OutputType>Exe</OutputType>' '<ProjectReference Include="../library/library.csproj" />'
project both '<OutputType>Exe</OutputType>' "<ProjectReference Include=\"../library/library.csproj\" />$without"
echo 'System.Console.WriteLine(Library.Name);' | tee one/Program.cs > both/Program.cs
dotnet build library -o out-library -v q >/dev/null
dotnet publish one -o out-one -v q >/dev/null
dotnet publish both -o out-both -v q >/dev/null
has() { [ -e "$1/BouncyCastle.Cryptography.dll" ] && echo yes || echo no; }
{
  echo "library's own output: $(has out-library)"
  echo "program, excluded in the library: $(has out-one)"
  echo "program, excluded in both: $(has out-both)"
  echo "the program runs: $(dotnet out-both/both.dll)"
} | tee out
diff out - <<'X'
library's own output: no
program, excluded in the library: yes
program, excluded in both: no
the program runs: SmtpClient
X
