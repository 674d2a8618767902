// The start-up project of `dotnet ef migrations add`: see CONTRIBUTING.md. It does nothing by itself.
return 0;
