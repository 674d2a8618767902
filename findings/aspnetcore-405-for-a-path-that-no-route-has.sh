#!/usr/bin/env bash
# ASP.NET Core 10 (the shared framework of .NET 10): 405 where no route has the path
#
# With only GET "/@{handle}" and GET "/about" mapped, no route has the path /nothing: GET answers 404, and one would
# expect the same of POST. POST answers 405 with "Allow: GET". Routing compares the method before it compares the
# literal part of a segment such as "@{handle}", so one such route makes every other one-segment path answer 405 to the other
# methods. Beside a wholly literal route (/a/about) an unknown path (/a/nothing) is 404 for all methods.
#
# Output seen:
#   GET /nothing 404
#   POST /nothing 405 Allow: GET
#   DELETE /nothing 405 Allow: GET
#   POST /a/nothing 404
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT; cd "$tmp"
cat > app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Net;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
await using var app = builder.Build();
app.MapGet("/@{handle}", (string handle) => handle);
app.MapGet("/about", () => "about");
app.MapGet("/a/about", () => "about");
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
foreach (var (method, path) in new[] { ("GET", "/nothing"), ("POST", "/nothing"), ("DELETE", "/nothing"), ("POST", "/a/nothing") })
{
    using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
    var allow = string.Join(", ", answer.Content.Headers.Allow);
    Console.WriteLine($"{method} {path} {(int)answer.StatusCode}{(allow is "" ? "" : " Allow: " + allow)}");
}
X
dotnet run --no-launch-profile | tee out
diff out - <<'X'
GET /nothing 404
POST /nothing 405 Allow: GET
DELETE /nothing 405 Allow: GET
POST /a/nothing 404
X
