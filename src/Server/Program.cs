using Plaza.Server.Cli;
using Plaza.Server.Hosting;

NativeHeap.UseOneArena();
return await CommandLine.RunAsync(args);
