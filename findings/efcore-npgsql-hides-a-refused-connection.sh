#!/usr/bin/env bash
# Npgsql.EntityFrameworkCore.PostgreSQL 10.0.3 (NuGet), .NET 10: a refused connection is no database exception
#
# Npgsql throws NpgsqlException, a DbException with IsTransient, when no server listens. Retries are off unless
# EnableRetryOnFailure is called, so one would expect the same exception from a query of EF Core, and catch
# DbException to tell "the database is away" from a bug. The provider's default execution strategy wraps every
# transient fault in an InvalidOperationException that advises to enable retries. EF Core's own strategy without
# retries, NonRetryingExecutionStrategy, passes the exception through.
#
# Output seen:
#   Npgsql: NpgsqlException, transient True
#   query: InvalidOperationException around NpgsqlException
#   query, NonRetryingExecutionStrategy: NpgsqlException
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT; cd "$tmp"
cat > app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
  <ItemGroup><PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="10.0.3" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

// A port on which nobody listens: it was free a moment ago.
var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
var port = ((IPEndPoint)listener.LocalEndpoint).Port;
listener.Stop();
var settings = $"Host=127.0.0.1;Port={port};Username=nobody;Timeout=3";

var plain = (NpgsqlException)Thrown(() => { using var connection = new NpgsqlConnection(settings); connection.Open(); });
Console.WriteLine($"Npgsql: {plain.GetType().Name}, transient {plain.IsTransient}");

var query = Thrown(() => { using var db = new Notes(settings, plain: false); db.Set<Note>().ToList(); });
Console.WriteLine($"query: {query.GetType().Name} around {query.InnerException!.GetType().Name}");

var passed = Thrown(() => { using var db = new Notes(settings, plain: true); db.Set<Note>().ToList(); });
Console.WriteLine($"query, NonRetryingExecutionStrategy: {passed.GetType().Name}");

static Exception Thrown(Action action)
{
    try { action(); } catch (Exception e) { return e; }
    throw new InvalidOperationException("Somebody listens.");
}

class Notes(string settings, bool plain) : DbContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql(settings, npgsql =>
    {
        if (plain) npgsql.ExecutionStrategy(dependencies => new NonRetryingExecutionStrategy(dependencies));
    });

    protected override void OnModelCreating(ModelBuilder model) => model.Entity<Note>();
}

class Note { public int Id { get; set; } }
X
dotnet run | tee out
diff out - <<'X'
Npgsql: NpgsqlException, transient True
query: InvalidOperationException around NpgsqlException
query, NonRetryingExecutionStrategy: NpgsqlException
X
