using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plaza.Shop;

/// <summary>How events look to tools that know them by name.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OrderPlaced))]
internal sealed partial class EventsAsJson : JsonSerializerContext;
