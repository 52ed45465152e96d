using FunctionsSync.Cli.Commands;

return await FunctionsSyncCommand.RunAsync(args, Console.Out, Console.Error);
