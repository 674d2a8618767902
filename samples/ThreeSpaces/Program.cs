using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Requests;
using Plaza.ThreeSpaces;

var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Services
    .AddSpace<AuthenticationSpace>()
    .AddSpace<ProfilesSpace>()
    .AddSpace<ProcessingSpace>()
    .RequireHandlers(typeof(LogIn).Assembly);

using var host = builder.Build();
await host.StartAsync();

Console.WriteLine("Publishers and subscriptions:");
var catalog = host.Services.GetRequiredService<SpaceCatalog>();
foreach (var (space, type) in catalog.PublishedEvents)
    Console.WriteLine($"  {space} publishes {type.Name}");

foreach (var (space, type, delivery) in catalog.Subscriptions)
    Console.WriteLine($"  {space} subscribes to {type.Name} ({delivery})");

// The program is a door: it sends requests and refers to no space.
var requests = host.Services.GetRequiredService<IRequestBus>();
Console.WriteLine("Ada logs in:");
Console.WriteLine($"  with a wrong password: {await requests.SendAsync(new LogIn("ada", "motor"))}");
Console.WriteLine($"  with the correct one: {await requests.SendAsync(new LogIn("ada", "engine"))}");

await host.Services.GetRequiredService<InFlightTracker>().WhenIdleAsync();
Console.WriteLine($"  profile: {await requests.SendAsync(new ProfileOf("ada"))}");
Console.WriteLine("Bob has not logged in:");
Console.WriteLine($"  profile: {await requests.SendAsync(new ProfileOf("bob")) ?? (object)"none"}");

await host.StopAsync();
