using Plaza.Flame;

// flame TRACE SVG TITLE: draws a flame graph of the requests from an EventPipe trace of a server.
var root = Samples.Read(args[0]);
if (root.Samples is 0)
{
    Console.Error.WriteLine($"{args[0]} has no sample of a request that is under way.");
    return 1;
}

File.WriteAllText(args[1], new FlameGraphWriter(args[2]).Of(root));
Console.WriteLine($"{root.Samples} samples, in {args[1]}");
return 0;
