using Plaza.Server.Cli;

return await CommandLine.RunAsync(args);
